"""One page a task: the library with its stories, bundles, the trash, the settings."""
