"""Copies: a window that shows which photos are copies of one another; it touches none of them."""
