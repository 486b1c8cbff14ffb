"""The interface that departments' own software polls: ``apiDVC-GPLX/tcdbdvcdata/mapi/login`` and ``/mapi/g``."""
