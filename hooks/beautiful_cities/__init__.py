"""Beautiful Cities: from YAML on each city to the pages of a bilingual site.

The package knows nothing of MkDocs; `hooks/entry.py` is the door between the two. Data come in through `reading`,
are held together by `rules`, worded by `views`, printed by `pages` and put in order by `build`.

A module imports only from modules above it in this list (tests/test_ladder.py holds it):

    phrases     sentences that are translated where they are printed
    problems    what can be wrong, and how an editor is told
    languages   which languages the site has, and which stands in for which
    standins    text in place of a missing translation, marked until a reader meets it
    numerals    numbers as people write them in Chinese and English
    model       the shape of every data file
    memory      what one build remembers for the next
    quotes      what a text in Markdown quotes by id
    parsing     the text of a YAML file to plain values and their places
    forms       what is wrong with the form of an entry
    prose       what the pages written by hand may hold
    reading     the data files to checked models, or problems with line and column
    writing     entries added to a data file, the rest of it untouched
    status      target, results and as-of date to a status
    rules       what must hold between entries and files
    history     what changed since a revision of the repository
    linkcheck   whether the addresses of the sources still answer
    series      facts of one indicator in order of time
    i18n        catalogues, numbers, dates, units and lists in each language
    descriptions  what every key of the data means
    schema      JSON Schemas of the data files, for the programs that people edit them with
    routes      every address, its twin in the other language, links between pages
    charts      values, targets and a language to a Plotly figure
    plotlyjs    plotly.js as readers get it
    bundles     our stylesheets and scripts as readers get them
    policy      what browsers are told: what may run, what may be kept
    tokens      the design tokens of the stylesheet, in light and dark
    svg         a drawn picture, tidied
    pictures    a figure to SVG and PNG, a card to PNG, kept in a cache; the only room that starts a browser
    art         cover art from a city's own attributes
    exports     what readers take away: tables, JSON, a Data Package, citations
    calendars   dated entries to a calendar that one can subscribe to
    terms       where texts first use a term of the glossary
    markup      Markdown to HTML
    sheets      which questions of the quiz a seed draws
    upkeep      what the data cover, and what is due to be looked at again
    views       models and a language to the plain values that a template prints
    pages       views and templates to HTML
    search      records to the index of search, by Pagefind
    progress    what is being done, for whoever waits for it
    finishing   files, headers and compressed copies for a written site
    staging     a site that grows beside the last one and takes its place in one step
    settings    what a build is told from outside
    plan        which pages are generated, and from which view
    printing    one page of the plan: body, files, what other sites are told of it
    workers     one function over many items, on all cores
    build       the order of all this
    preview     pages made anew while somebody edits, or what is wrong with the data
    commands    what editors do at the command line
    __main__    the command line itself
"""
