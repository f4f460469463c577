"""The door for other agents: the Model Context Protocol, over stdio or HTTP."""
