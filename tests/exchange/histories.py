"""Search histories in the shapes in which databases print or save them; the searches are invented."""

EBSCO_TABS = """\
Wednesday, January 31, 2024 8:14:33 AM

#\tQuery\tLimiters/Expanders\tLast Run Via\tResults
S4\tS1 AND S2\tLimiters - Published Date: 20180101-20231231; Language: English
Expanders - Apply equivalent subjects
Search modes - Boolean/Phrase\tInterface - EBSCOhost Research Databases
Search Screen - Advanced Search
Database - CINAHL with Full Text\t113
S3\tS1 AND S2\tExpanders - Apply equivalent subjects
Search modes - Boolean/Phrase\tInterface - EBSCOhost Research Databases
Search Screen - Advanced Search
Database - CINAHL with Full Text\t1,039
S2\t(MH "Home Health Care+") OR TI ( "home care" N3 (safe* OR secur*) )\tExpanders - Apply equivalent subjects
Search modes - Boolean/Phrase\tInterface - EBSCOhost Research Databases
Search Screen - Advanced Search
Database - CINAHL with Full Text\t93,056
S1\t(MH "Health Personnel+") OR nurse*\tExpanders - Apply equivalent subjects
Search modes - Boolean/Phrase\tInterface - EBSCOhost Research Databases
Search Screen - Advanced Search
Database - CINAHL with Full Text\t175,495
"""

EBSCO_SPACES = """\
# Query Limiters/Expanders Last Run Via Results
S3 S1 AND S2 Limiters - Published Date: 20180101-20231231 Expanders - Apply equivalent subjects Search modes -
Boolean/Phrase Interface - EBSCOhost Research Databases Search Screen - Advanced Search Database - CINAHL 1,039
S2 "home care" Search modes - Boolean/Phrase Interface - EBSCOhost Research Databases Database - CINAHL 93,056
S1 (MH "Health Personnel+")
OR nurse* Search modes - Boolean/Phrase Interface - EBSCOhost Research Databases Database - CINAHL 175,495
"""

EBSCO_SCREEN = """\
Search ID#\tSearch Terms\tSearch Options\tActions
S2 \tS1 AND "home care" \tSearch modes - Boolean/Phrase \tView Results (93)
View Details
Edit
S1 \tnurse* \tSearch modes - Boolean/Phrase \tRerun
View Results (175,495)
View Details
Edit
"""

OVID_TABS = """\
Database(s): Ovid MEDLINE(R) ALL 1946 to January 30, 2026
Search Strategy:
#\tSearches\tResults
1\texp Health Personnel/\t612345
2\t(nurse* or "health personnel").ti,ab,kf.\t800123
3\t1 or 2\t1100000
4\tHome Care Services/ or (home adj3 care).ti,ab,kf.\t72904
5\t3 and 4\t30127
6\tlimit 5 to yr="2018 - 2023"\t9801
"""

OVID_SPACES = """\
Ovid MEDLINE(R) ALL <1946 to January 30, 2026>

# Searches Results
1 exp Health Personnel/ 612345
2 (nurse* or
  "health personnel").ti,ab,kf. 800123
3 1 or 2 1100000
4 Geographic Information
  Systems/                       10282
5 3 and 4 88
6 limit 5 to yr="2018 - 2023" 31
"""

OVID_SCREEN = """\
#\tSearches\tResults\tType\tActions\tAnnotations
1\texp Health Personnel/\t612345\tAdvanced\t
Display Results
More
2\tnurse*.mp.\t800123\tAdvanced\t
Display Results
More
3\t1 and 2\t20011\tAdvanced\t
Display Results
More
"""

OVID_TEXT = """\
Database: Embase <1974 to 2026 January 30>
Search Strategy:
--------------------------------------------------------------------------------
1     exp health care personnel/ (2012345)
2     (nurse* or midwi*).ti,ab,kf. (800123)
3     1 or 2 (2100000)
4     3 and (home adj3 care).ti,ab,kf. and 2018*.dd. (127)

***************************
"""

PROQUEST_SETS = """\
Search Strategy
Set#: S1
Searched for: noft(nurse* OR "health personnel")
Databases: ERIC
Results: 4887*

Set#: S2
Searched for: noft("home care")
Databases: ERIC
Results: 4276°

Set#: S3
Searched for: S1 AND S2
Databases: ERIC
Results: 29°
° Duplicates are removed from your search, but included in your result count.
"""

PROQUEST_TABS = """\
Set No.\tSearched for\tDatabases\tResults
S1\tnoft(nurse*)\tERIC\t4,887*
S2\tS1 AND MAINSUBJECT.EXACT("Home Care")\tERIC\t29°
* Duplicates are removed from your search and from your result count.
° Duplicates are removed from your search, but included in your result count.
"""

WOS_SAVED = """\
# Web of Science Search Strategy (v0.1)

# Database: Web of Science Core Collection

# Entitlements:

- WOS.SCI: 1945 to 2026
- WOS.SSCI: 1956 to 2026

# Searches:

1: TS=(nurs* OR "health personnel")    Date Run: Wed Jan 31 2024 09:12:33 GMT+0100 (CET)    Results: 22387

2: TS=("home care")    Date Run: Wed Jan 31 2024 09:13:01 GMT+0100 (CET)    Results: 558781

3: #1 AND #2    Date Run: Wed Jan 31 2024 09:13:20 GMT+0100 (CET)    Results: 1039
"""

WOS_CLASSIC = """\
Set\tResults\tSearch
# 3\t1,039\t#2 AND #1
Indexes=SCI-EXPANDED, SSCI, ESCI Timespan=2018-2023
# 2\t558,781\tTS=("home care")
Indexes=SCI-EXPANDED, SSCI, ESCI Timespan=2018-2023
# 1\t22,387\tTS=(nurs*)
Indexes=SCI-EXPANDED, SSCI, ESCI Timespan=2018-2023
"""

WOS_CLASSIC_SPACES = WOS_CLASSIC.replace("\t", " ")

WOS_SCREEN = """\
3
#1 AND #2
1,039
Add to query
2
TS=("home care")
558,781
Add to query
1
TS=(nurs*)
22,387
Add to query
"""

PUBMED_CSV = '''\
\ufeffSearch number,Query,Sort By,Filters,Search Details,Results,Time
3,#1 AND #2,,"English, from 2018 - 2023","(""nurses""[MeSH Terms]) AND (""home care""[All Fields])","1,039",05:12:33
2,"""home care""[tiab]",,,"""home care""[Title/Abstract]","93,056",05:11:02
1,nurse*[tiab] OR Nurses[Mesh],,,"""nurse*""[Title/Abstract]","1,175,495",05:10:40
'''

PUBMED_SCREEN = """\
Search\tActions\tDetails\tQuery\tResults\tTime
#2\t...\t>\tSearch: #1 AND "home care"[tiab] Filters: English, from 2018 - 2023 Sort by: Most Recent\t1,039\t05:12:33
#1\t...\t>\tSearch: nurse*[tiab]\t175,495\t05:10:40
"""

SCOPUS = """\
3\t#1 AND #2\t1,039 document results
2\tTITLE-ABS-KEY ( "home care"  W/3  safe* )\t93,056 document results
1\tTITLE-ABS-KEY ( nurse* )\t175,495 document results
"""

EMBASE_TABS = """\
No.\tQuery\tResults\tDate
#3\t#1 AND #2\t1,039\t31 Jan 2026
#2\t'home care'/exp OR (home NEAR/3 care):ti,ab,kw\t93,056\t31 Jan 2026
#1\t'health care personnel'/exp OR nurse*:ti,ab,kw\t1,175,495\t30 Jan 2026
"""

EMBASE_SPACES = """\
#3. #1 AND #2                                            1,039  31 Jan 2026
#2. 'home care'/exp OR (home NEAR/3 care):ti,ab,kw      93,056  31 Jan 2026
#1. 'health care personnel'/exp OR
    nurse*:ti,ab,kw                                  1,175,495  30 Jan 2026
"""

COCHRANE = """\
Search Name:\tHome care
Date Run:\t31/01/2026 08:00:00
Comment:\t

ID\tSearch\tHits
#1\tMeSH descriptor: [Health Personnel] explode all trees\t12345
#2\t(nurse* OR "health personnel"):ti,ab,kw\t40123
#3\t{OR #1-#2}\t45001
"""

EBSCO_PAGE = """\
<html><head><title>Print Search History: EBSCOhost</title><style>td {color: red}</style></head><body>
<p>Wednesday, January 31, 2024 8:14:33 AM</p>
<table><tr><th>#</th><th>Query</th><th>Limiters/Expanders</th><th>Last Run Via</th><th>Results</th></tr>
<tr><td>S2</td><td>S1 AND &quot;home care&quot;</td><td>Search modes - Boolean/Phrase</td>
<td>Interface - EBSCOhost Research Databases<br>Database - CINAHL</td><td>93</td></tr>
<tr><td>S1</td><td>nurse* OR
 midwi*</td><td>Limiters - Language: English<br>Search modes - Boolean/Phrase</td>
<td>Interface - EBSCOhost Research Databases<br>Database - CINAHL</td><td>175,495</td></tr></table></body></html>
"""

MARKDOWN = """\
| # | Query | Results |
|---|---|---|
| 1 | nurse*[tiab] | 175,495 |
| 2 | #1 AND "home care"[tiab] | 1,039 |
"""

ALL = {name: text for name, text in list(globals().items()) if name.isupper() and isinstance(text, str)}
