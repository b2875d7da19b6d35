"""The processes that extract: how they begin, and that none outlives its run."""

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """Have this process end when the one that started it is gone, however that came to its end.

    A killed run must leave nobody behind who writes to the warehouse without its lock.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=wait, daemon=True, name="end with parent").start()
