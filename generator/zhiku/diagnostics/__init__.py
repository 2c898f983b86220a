"""Problems as values: code, severity, place, hint; and how they are shown."""
