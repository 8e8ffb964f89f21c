"""One and the same record in every format."""

SAMPLES = {
    "ris": "TY  - JOUR\nTI  - A title\nAU  - Berg, Nora\nAU  - Dahl, Per\nPY  - 2020\nT2  - A journal\nVL  - 3\n"
    "SP  - 7\nEP  - 9\nDO  - 10.1000/x\nER  - \n",
    "nbib": "PMID- 123456\nOWN - NLM\nTI  - A\n      title\nFAU - Berg, Nora\nAU  - Berg N\nFAU - Dahl, Per\n"
    "AU  - Dahl P\nDP  - 2020 May\nJT  - A journal\nVI  - 3\nPG  - 7-9\nLID - 10.1000/x [doi]\n",
    "wos": "FN Clarivate\nVR 1.0\nPT J\nAU Berg, N\n   Dahl, P\nAF Berg, Nora\n   Dahl, Per\nTI A\n   title\n"
    "SO A journal\nPY 2020\nVL 3\nBP 7\nEP 9\nDI 10.1000/x\nER\n\nEF\n",
    "wos-tab": "PT\tAU\tAF\tTI\tSO\tPY\tVL\tBP\tEP\tDI\nJ\tBerg, N; Dahl, P\tBerg, Nora; Dahl, Per\tA title\tA journal"
    "\t2020\t3\t7\t9\t10.1000/x\n",
    "enw": "%0 Journal Article\n%T A title\n%A Berg, Nora\n%A Dahl, Per\n%D 2020\n%J A journal\n%V 3\n%P 7-9\n"
    "%R 10.1000/x\n",
    "refworks": "RT Journal Article\nSR Electronic(1)\nA1 Berg, Nora\nA1 Dahl, Per\nT1 A title\nYR 2020\nJF A journal\n"
    "VO 3\nSP 7\nOP 9\nDO 10.1000/x\n",
    "ovid": "<1>\nAuthor\n  Berg, Nora; Dahl, Per\nTitle\n  A title\nSource\n  A journal\nYear of Publication\n  2020\n"
    "Volume\n  3\nPages\n  7-9\nDOI\n  10.1000/x\n",
    "bibtex": "@article{berg2020,\n  title = {A {title}},\n  author = {Berg, Nora and Dahl, Per},\n  year = 2020,\n"
    '  journal = "A journal",\n  volume = {3},\n  pages = {7--9},\n  doi = {10.1000/x}\n}\n',
    "csl-json": '[{"type": "article-journal", "title": "A title", "author": [{"family": "Berg", "given": "Nora"}, '
    '{"family": "Dahl", "given": "Per"}], "issued": {"date-parts": [[2020, 5]]}, "container-title": "A journal", '
    '"volume": "3", "page": "7-9", "DOI": "10.1000/x"}]\n',
    "csv": 'Title,Authors,Year,Source title,Volume,Page start,Page end,DOI\n"A title","Berg, Nora; Dahl, Per",2020,'
    "A journal,3,7,9,10.1000/x\n",
    "endnote-xml": "<?xml version='1.0' encoding='UTF-16'?>\n<xml><records><record><ref-type name='Journal Article'>17"
    "</ref-type><contributors><authors><author><style>Berg, Nora</style></author><author>Dahl, Per</author></authors>"
    "</contributors><titles><title><style>A </style><style>title</style></title></titles><periodical><full-title>"
    "A journal</full-title></periodical><volume>3</volume><pages>7-9</pages><dates><year>2020</year></dates>"
    "<electronic-resource-num>10.1000/x</electronic-resource-num></record></records></xml>\n",
    "embase-rows": '"TITLE","A title"\n"AUTHOR NAMES","Berg, Nora","Dahl, Per"\n"SOURCE TITLE","A journal"\n'
    '"PUBLICATION YEAR","2020"\n"VOLUME","3"\n"FIRST PAGE","7"\n"LAST PAGE","9"\n"DOI","10.1000/x"\n',
    "dublin-core-xml": "<records><record xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>A title</dc:title>"
    "<dc:creator>Berg, Nora</dc:creator><dc:creator>Dahl, Per</dc:creator><dc:date>2020-05-01</dc:date>"
    "<dc:source>A journal; Vol. 3; 7-9</dc:source><dc:identifier>https://doi.org/10.1000/x</dc:identifier></record>"
    "</records>\n",
    "pubmed-xml": "<PubmedArticleSet>\n<PubmedArticle><MedlineCitation><PMID>123456</PMID><Article><Journal><Title>"
    "A journal</Title><JournalIssue><Volume>3</Volume><PubDate><Year>2020</Year></PubDate></JournalIssue></Journal>"
    "<ArticleTitle>A <i>title</i></ArticleTitle><Pagination><MedlinePgn>7-9</MedlinePgn></Pagination><AuthorList>"
    "<Author><LastName>Berg</LastName><ForeName>Nora</ForeName></Author><Author><LastName>Dahl</LastName>"
    "<ForeName>Per</ForeName></Author></AuthorList><ELocationID EIdType='doi'>10.1000/x</ELocationID></Article>"
    "</MedlineCitation></PubmedArticle></PubmedArticleSet>\n",
}
