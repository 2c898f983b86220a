"""What an owner writes: the content folder, settings, domains, annotations."""
