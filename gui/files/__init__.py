"""Files: where they lie, what the program keeps from one start to the next, and which photos came last."""
