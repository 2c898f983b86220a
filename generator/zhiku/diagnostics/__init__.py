"""Problems as values (code, severity, place, message, hint), and how they are shown."""
