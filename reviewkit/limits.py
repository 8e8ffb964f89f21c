"""How large the files may be that come from outside. What is larger is no export, and would fill the memory.

The numbers are far above what people have: an export of 100,000 records has some 300 million bytes, a thesis of 1,000
pages 20 million. In a zip less is let in than in a file of its own, because the files of a zip are read whole: what is
too large there can be unpacked, and is then read record by record.
"""

EXPORT = 1 << 30  # bytes of an export, or a document, which are read bit by bit or kept as they are
OF_ONE_KIND = 10_000  # problems of one kind in one file that are listed; each of 760,000 records can have one
TEXT = 100_000_000  # bytes of a text or a table that is read whole: a log, a filled-in table, a history
YAML = 3_000_000  # letters of a file that people write by hand; one of 5,000 studies has 2 million
STYLE = 2_000_000  # bytes of a citation style; the largest of 2,767 in the project's collection has 250,000
STYLE_PARTS = 10_000  # elements of it; in that collection at most 3,554
STYLE_BESIDE = 1_000  # parts directly in one element: macros, terms; there at most 214
STYLE_TEXT = 1_000  # letters of one value or term; there at most 346
STYLE_DEEPEST = 150  # parts in each other, through the macros; there at most 63
STYLE_PIECES = 2_000  # texts that are set for a work, with those of each call of a macro; there at most 463
STYLE_STEPS = 100_000  # parts that are gone through for that; there at most 18,000
HISTORY = 10_000_000  # bytes of a search history, saved as a web page with its pictures
HISTORY_LETTERS = 1_000_000  # of its text; a published strategy of 300 lines has 50,000
HISTORY_LINES = 5_000  # of it; the longest published strategies have some 300
MANUSCRIPT = 50_000_000  # bytes of a manuscript, with its pictures; one of 40 pages has 100,000 without them
# Of a sentence whose numbers are looked at. What each counts depends on all its words and numbers, so that the time
# grows with their square. No sentence of the published review has more than 16 numbers; one with many more is data.
SENTENCE_NUMBERS, SENTENCE_LETTERS = 100, 5_000
MANUSCRIPT_CELLS = 300_000  # of its tables, with empty ones; 1,000 studies in 60 columns are 60,000
MANUSCRIPT_LETTERS = 3_000_000  # of its text; a thesis of 1,000 pages has 2,500,000

DOTS = 150_000_000  # of a picture, 4 bytes each; at 600 dpi the lineage of the worked example has 83 million
ABBREVIATION = 10_000  # letters of an abbreviation of BibTeX (@string), which is the name of a journal or a person
ADDED = 50_000_000  # letters that abbreviations, and books that chapters name, may add to a file of BibTeX
DIAGRAM = 10_000_000  # bytes of a figure of draw.io when it is unpacked

MEMBER = 100_000_000  # bytes of one file of a zip when it is unpacked
UNPACKED = 150_000_000  # bytes of all files that are read out of a zip
RATIO, RATIO_FROM = (
    200,
    10_000_000,
)  # how much larger a file may become; small ones of blanks become 1,000 times larger
MEMBERS = 50_000  # files in a zip

PART = 40_000_000  # bytes of one part of an Office document or a book when it is unpacked
DOCUMENT = 60_000_000  # bytes of all parts of it that are read
CHAPTERS = 5_000  # of a book, each a file of its own
BOOK_LIST = 5_000_000  # bytes of the list of its files, of which each takes some 200
PARAGRAPHS = 500_000  # of a full text; a thesis of 1,000 pages with 20 on each has 20,000
NODES = 2_000_000  # elements of a web page, with their ends and attributes, for which its tree takes 600 MB
LETTERS = 20_000_000  # of a full text; that thesis has 2,500,000
PROJECT_MEMBER = (
    300_000_000  # bytes of one file in the project of another program, which holds PDFs and recordings
)
QUOTED = 20_000_000  # letters of all its quotes, which may overlap; 60 interviews have 2 million
READING_MEMORY = 800_000_000  # bytes for reading a PDF, besides twice its own
READING_SECONDS = 300  # of computing, for the same
READING_WAIT = 1_800  # seconds by the clock until it is given up, on a computer that has much to do
BUNDLE_MEMBER, BUNDLE = 500_000_000, 1 << 30  # bytes of one file of a bundle, and of all; it may hold full texts
BUNDLE_DEPTH, BUNDLE_FOLDERS = (
    10,
    2_000,
)  # parts of a path, and folders of a bundle: 2,000 paths of 240 made 480,000
WORKBOOK = 100_000_000  # bytes of a workbook when it is unpacked
FORM = 40_000_000  # bytes of a workbook of which every cell is kept; one of 1,000 studies and 100 fields has 20 million
FORM_CELLS = 1_000_000  # of all sheets of such a workbook, which is what 40 MB of Excel hold
DECISIONS = 1_000_000  # rows of another tool's log of decisions: one of 50,000 records and four people has 400,000
ROWS, COLUMNS, CELLS = 200_000, 1_000, 4_000_000  # of a sheet
SHEETS = 1_000  # of a workbook; a form with a sheet for each repeated group has some ten
STYLES, NUMBER_FORMATS = 100_000, 5_000  # of a workbook; Excel takes 65,490 and 250
CELL_LETTERS = 100_000  # of a cell; Excel keeps 32,767
SHEET_LETTERS = 200_000_000  # of the cells of a sheet, which may share a text; 50,000 abstracts have 75 million
MERGED = 10_000  # merged areas of a sheet that are told

QUERY = 50_000  # letters of a line of a search that is checked; published filters have up to 30,000 in one
# Of computing for one line: 2,300 letters with AND and OR in turn take more, 20,000 with OR 1.3.
QUERY_SECONDS = 5.0
QUERIES_SECONDS = 30.0  # for all lines of a command

DATABASE = 500_000_000  # bytes of a database of another program
DATABASE_TEXT = 100_000_000  # bytes of one value in it
DATABASE_ALL = 300_000_000  # letters of all values that are read out of it
DATABASE_ROWS, DATABASE_SECONDS = 1_000_000, 30.0  # of all its tables together
