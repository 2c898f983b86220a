"""What a base is about: domains, concepts, and which questions belong together."""
