"""The batch window: many photos by the library's own batch, watched, paused, resumed and looked through."""
