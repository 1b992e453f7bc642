/* What Sphinx's search expects to be told before it is loaded: found words are not marked on the pages. */
"use strict";

var SPHINX_HIGHLIGHT_ENABLED = false;
