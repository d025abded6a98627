"""Questions in, replies out: endpoints, the embedded model, settings, and the store of what was paid for."""
