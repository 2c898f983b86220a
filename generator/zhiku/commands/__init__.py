"""One module per command of ``kb``: what it does, without argument parsing and printing."""
