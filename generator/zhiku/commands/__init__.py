"""One module for each command of ``kb``: what it does, without arguments and printing."""
