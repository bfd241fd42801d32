"""Where a text says that one act answers another."""
