"""Menus: the menu bar, menus of recent photos and ready-made recipes, and what opens recipes and bursts."""
