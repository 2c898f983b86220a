"""MkDocs as the engine that turns Markdown pages into HTML: configuration, runs, shortcuts."""
