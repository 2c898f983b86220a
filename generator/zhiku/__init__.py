"""Turn one Q&A text into a static knowledge base: the package behind the command ``kb``."""
