"""Makes the models: photos in, a trained network out as ONNX with its card.

Read :mod:`training.lightning` first: training on one page.
"""
