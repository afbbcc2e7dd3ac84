"""Reports: from the register to what a document says and in which order; how it looks is not said.

One module a document. A report is made of sections of blocks whose cells are typed values; the
renderers know the types and nothing of the documents.
"""
