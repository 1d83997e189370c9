"""The desktop window: a face for ``restorer``, which does the work in a process of its own.

Here lies what all rooms know (``settings``, ``state``, ``wishes``), what a user can do (``actions``), and
what puts the rooms together (``window``, ``app``). Each room knows only those before it: ``words``,
``files``, ``widgets``, ``work``, ``canvas``, ``dialogs``, ``saving``, ``panels``, ``menus``, ``batch``,
``copies``.
"""
