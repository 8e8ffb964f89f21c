"""Words by which reports of one group differ. Names of medicines are international nonproprietary names (public).

Each entry of a list of pairs is `one/other`; a template says where the word goes.
"""


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """`a/b c/d` as pairs; an underscore is a space."""
    return tuple(
        (one.replace("_", " "), other.replace("_", " "))
        for one, _, other in (entry.partition("/") for entry in text.split())
    )


# Templates with the signs that may stand in them, one letter each.
LETTERS = (
    ("in hepatitis {}", "ABCDE"),
    ("in haemophilia {}", "AB"),
    ("and vitamin {}", "ACDEK"),
    ("during influenza {}", "AB"),
    ("with group {} streptococci", "ABCG"),
    ("in Child-Pugh class {}", "ABC"),
    ("and immunoglobulin {}", "AEGM"),
    ("in type {} behaviour", "AB"),
    ("with apolipoprotein {}", "ABE"),
    ("in site {}", "ABCDEF"),
    ("by protocol {}", "ABCD"),
)
ROMANS = (
    ("in class {} malocclusion", ("I", "II", "III")),
    ("in stage {} disease", ("I", "II", "III", "IV")),
    ("in bipolar {} disorder", ("I", "II")),
    ("and factor {}", ("V", "VII", "VIII", "IX", "X", "XI")),
    ("and angiotensin {}", ("I", "II")),
    ("in phase {} trials", ("I", "II", "III")),
    ("and collagen type {}", ("I", "II", "III", "IV")),
    ("with grade {} lesions", ("I", "II", "III")),
    ("in Salter-Harris {} fractures", ("I", "II", "III", "IV")),
)
NUMBERS = (
    ("in type {} diabetes", ("1", "2")),
    ("and interleukin-{}", ("1", "2", "4", "6", "8", "10", "17")),
    ("and herpes simplex virus {}", ("1", "2")),
    ("after {} weeks", ("4", "6", "8", "12", "24", "52")),
    ("at {} months", ("3", "6", "9", "12", "18")),
    ("and delta-{}-tetrahydrocannabinol", ("8", "9")),
    ("in grade {} pupils", ("2", "3", "4", "5", "6")),
    ("and GLP-{}", ("1", "2")),
    ("in {} municipalities", ("12", "14", "21", "22")),
)
NUMBERS_IN_WORDS = (
    ("in {} villages", ("two", "three", "four", "five", "six", "seven")),
    ("the {} wave", ("first", "second", "third", "fourth")),
    ("after {} years", ("one", "two", "three", "five", "ten")),
)
NAMES_WITH_NUMBERS = pairs(
    "CYP2C9/CYP2C19 CYP3A4/CYP3A5 miR-21/miR-221 p38/p53 HER1/HER2 BRCA1/BRCA2 COX-1/COX-2 "
    "GLUT1/GLUT4 PPAR-alpha/PPAR-gamma "
    "SARS-CoV-1/SARS-CoV-2 HTLV-1/HTLV-2 HIV-1/HIV-2 TLR2/TLR4 CD4/CD8 SGLT1/SGLT2 HLA-B27/HLA-B57 "
    "ErbB2/ErbB3 Th1/Th2"
)
PARTS = (
    ("Part {}", ("1", "2", "3")),
    ("part {}", ("I", "II", "III")),
    ("Part {}", ("A", "B", "C")),
    ("study {}", ("1", "2", "3")),
    ("Paper {}", ("1", "2", "3", "4")),
    ("section {}", ("1", "2", "3")),
)
DOSES = (
    ("with {} mg daily", ("5", "10", "20", "25", "50", "100")),
    ("of {} mg/kg", ("1", "2", "5", "10")),
    ("at {} Gy", ("30", "40", "50", "60")),
    ("with {} micrograms", ("50", "100", "200", "400")),
    ("{} dose", ("low", "high")),
    ("{} times a day", ("two", "three", "four")),
)
# Medicines whose names look or sound alike.
ALIKE_DRUGS = pairs(
    "losartan/valsartan prednisone/prednisolone hydroxyzine/hydralazine clonidine/clonazepam dobutamine/dopamine "
    "glipizide/glyburide lamivudine/lamotrigine metformin/metronidazole methylprednisolone/prednisolone "
    "quinine/quinidine risperidone/ropinirole sitagliptin/saxagliptin sumatriptan/zolmitriptan "
    "tramadol/tapentadol vinblastine/vincristine chlorpromazine/chlorpropamide cisplatin/carboplatin "
    "daunorubicin/doxorubicin epirubicin/idarubicin ephedrine/epinephrine fentanyl/sufentanil "
    "fluoxetine/paroxetine fluvoxamine/fluoxetine levothyroxine/liothyronine lisinopril/fosinopril "
    "enalapril/ramipril medroxyprogesterone/methyltestosterone nicardipine/nifedipine nimodipine/nifedipine "
    "omeprazole/esomeprazole pantoprazole/lansoprazole oxcarbazepine/carbamazepine oxycodone/oxymorphone "
    "hydrocodone/oxycodone pioglitazone/rosiglitazone propranolol/metoprolol atenolol/bisoprolol "
    "rifampicin/rifabutin rifaximin/rifampicin simvastatin/atorvastatin pravastatin/rosuvastatin "
    "sulfadiazine/sulfasalazine terbinafine/terbutaline tizanidine/tiagabine tolterodine/tolcapone "
    "valaciclovir/valganciclovir aciclovir/ganciclovir zidovudine/stavudine citalopram/escitalopram "
    "cefotaxime/cefoxitin ceftriaxone/cefuroxime ceftazidime/cefazolin amiodarone/dronedarone "
    "amlodipine/felodipine azathioprine/azithromycin clarithromycin/erythromycin bupropion/buspirone "
    "captopril/carvedilol dexmedetomidine/medetomidine etanercept/abatacept infliximab/rituximab "
    "adalimumab/golimumab bevacizumab/ranibizumab pembrolizumab/nivolumab trastuzumab/pertuzumab "
    "imatinib/nilotinib gefitinib/erlotinib sorafenib/sunitinib dabrafenib/vemurafenib liraglutide/semaglutide "
    "exenatide/lixisenatide empagliflozin/dapagliflozin rivaroxaban/apixaban edoxaban/apixaban "
    "ketamine/esketamine morphine/hydromorphone midazolam/diazepam lorazepam/alprazolam oxazepam/temazepam "
    "pregabalin/gabapentin quetiapine/olanzapine ticagrelor/clopidogrel ticlopidine/clopidogrel "
    "torasemide/furosemide tamoxifen/raloxifene letrozole/anastrozole busulfan/melphalan "
    "mercaptopurine/tioguanine methotrexate/pemetrexed paclitaxel/docetaxel irinotecan/topotecan "
    "zoledronate/alendronate risedronate/ibandronate salmeterol/formoterol budesonide/fluticasone "
    "montelukast/zafirlukast desloratadine/loratadine cetirizine/levocetirizine ibuprofen/ketoprofen "
    "naproxen/fenoprofen celecoxib/rofecoxib"
)
OTHER_DRUGS = pairs(
    "metformin/insulin warfarin/aspirin lithium/valproate ketamine/propofol morphine/paracetamol heparin/warfarin "
    "sertraline/placebo digoxin/amiodarone tamoxifen/letrozole penicillin/doxycycline iron/zinc "
    "dexamethasone/ondansetron nicotine/varenicline buprenorphine/methadone oxytocin/misoprostol"
)
DRUG_TEMPLATES = (
    "with {}",
    "after treatment with {}",
    "and {} use",
    "during {} therapy",
    "treated with {}",
    "and response to {}",
)
POPULATIONS = pairs(
    "in_children/in_adults in_men/in_women among_nurses/among_physicians in_boys/in_girls "
    "in_adolescents/in_adults "
    "in_older_people/in_young_people among_patients/among_relatives in_mothers/in_fathers "
    "among_migrants/among_refugees "
    "in_primary_care/in_hospital in_rural_areas/in_urban_areas among_students/among_teachers in_dogs/in_cats "
    "in_mice/in_rats in_term_infants/in_preterm_infants among_parents/among_patients "
    "in_paediatric_patients/in_adult_patients "
    "in_nursing_homes/in_home_care in_smokers/in_non-smokers among_midwives/among_nurses in_pigs/in_sheep"
)
OPPOSITES = pairs(
    "with_increased_risk/with_decreased_risk with_exercise/without_exercise in_hyperthyroidism/in_hypothyroidism "
    "in_hypertension/in_hypotension before_surgery/after_surgery preoperatively/postoperatively "
    "and_upper_limb/and_lower_limb with_early_onset/with_late_onset and_left_hemisphere/and_right_hemisphere "
    "in_high-income_countries/in_low-income_countries with_short_stay/with_long_stay "
    "and_macrovascular/and_microvascular "
    "and_intrinsic_factors/and_extrinsic_factors in_normoglycaemia/in_hyperglycaemia in_winter/in_summer "
    "with_agonists/with_antagonists and_positive_attitudes/and_negative_attitudes "
    "and_hyperkalaemia/and_hypokalaemia "
    "for_inpatients/for_outpatients and_endogenous/and_exogenous with_unilateral/with_bilateral "
    "and_afferent/and_efferent"
)
ALIKE_TERMS = pairs(
    "dysphagia/dysphasia ileum/ilium perineal/peroneal abduction/adduction aphasia/aphagia arteritis/arthritis "
    "myelitis/myositis keratitis/keratosis nephritis/neuritis palpation/palpitation cystitis/cystosis "
    "menorrhagia/metrorrhagia bronchitis/bronchiolitis lymphoma/lipoma adenoma/adenomyoma fibroma/fibromyoma "
    "hepatoma/hematoma osteomalacia/osteomyelitis neurosis/necrosis meningitis/meningioma "
    "gastritis/gastroenteritis "
    "spondylitis/spondylosis silicosis/scoliosis anuria/enuresis acidosis/alkalosis thrombosis/thrombolysis "
    "colostomy/colectomy thoracotomy/thoracostomy tracheotomy/trachelotomy ureterostomy/urethrostomy "
    "hypoglycaemia/hyperglycaemia bradycardia/tachycardia hypokalaemia/hyperkalaemia polydipsia/polyuria"
)
TERM_TEMPLATES = ("and {}", "in {}", "after {}", "with {}")
COUNTRIES = pairs(
    "Austria/Australia Norway/Sweden Iran/Iraq Slovakia/Slovenia Niger/Nigeria Denmark/Finland Mali/Malawi "
    "Gambia/Zambia Latvia/Lithuania Guinea/Guyana Uganda/Rwanda Oslo/Bergen Stockholm/Gothenburg "
    "North_Korea/South_Korea Northern_Ireland/Ireland eastern_Norway/western_Norway Chile/China Kenya/Korea "
    "Tromsø/Trondheim Ghana/Guyana Congo/Togo Paraguay/Uruguay Georgia/Germany"
)
PLACE_TEMPLATES = ("in {}", "from {}", "across {}")
METHODS = pairs(
    "a_qualitative_study/a_quantitative_study a_randomised_trial/an_observational_study "
    "a_cohort_study/a_case-control_study "
    "a_scoping_review/a_systematic_review a_survey/an_interview_study a_feasibility_study/an_effectiveness_study "
    "an_umbrella_review/a_rapid_review a_cross-sectional_study/a_longitudinal_study "
    "a_Delphi_study/a_focus_group_study"
)
TIMES = pairs(
    "baseline_results/final_results one-year_results/five-year_results interim_analysis/final_analysis "
    "short-term_outcomes/long-term_outcomes results_at_6_months/results_at_12_months "
    "the_first_year/the_second_year"
)
NORDIC = pairs(
    "hos_menn/hos_kvinner hos_barn/hos_voksne med_opplæring/uten_opplæring "
    "før_operasjon/etter_operasjon i_Bergen/i_Tromsø "
    "del_1/del_2 økt_risiko/redusert_risiko hos_män/hos_kvinnor med_stöd/utan_stöd hos_mænd/hos_kvinder "
    "med_støtte/uden_støtte i_sykehus/i_kommunen blant_leger/blant_sykepleiere i_2018/i_2019 "
    "ökad_risk/minskad_risk"
)
# Words with one other letter, and words that are the end of a longer one.
NORDIC_ALIKE = pairs(
    "ved_hjertesvikt/ved_hjernesvikt ved_lungekreft/ved_tungekreft hos_legen/hos_lederen om_feber/om_fiber "
    "ved_nyresykdom/ved_øyesykdom i_Bodø/i_Bardu om_fødsel/om_førsel "
    "og_leveren/og_lederen i_Tromsø/i_Troms och_hjärtat/och_hjärnan "
    "i_Skåne/i_Skene og_hjertet/og_hjernen i_Vestfold/i_Østfold"
)
# The same word once a database has lost the letters.
NORDIC_FOLDED = pairs("om_hosten/om_høsten om_vården/om_värden om_far/om_får om_sal/om_sål")
COMPOUNDS = pairs(
    "på_sykehus/på_lokalsykehus om_helse/om_folkehelse og_omsorg/og_egenomsorg om_vård/om_egenvård "
    "på_sjukhus/på_universitetssjukhus på_sygehus/på_universitetssygehus i_kommunen/i_bykommunen "
    "im_Krankenhaus/im_Kreiskrankenhaus in_der_Pflege/in_der_Altenpflege der_Versorgung/der_Selbstversorgung"
)
GERMAN = pairs(
    "bei_Männern/bei_Frauen bei_Kindern/bei_Erwachsenen mit_Schulung/ohne_Schulung Teil_1/Teil_2 Teil_I/Teil_II "
    "vor_der_Operation/nach_der_Operation erhöhtes_Risiko/vermindertes_Risiko im_Krankenhaus/im_Pflegeheim "
    "in_Österreich/in_Australien Typ_A/Typ_B"
)
SERIES_WORDS = pairs(
    "Clinton/Franklin Adams/Alamance lakes/rivers winter/spring oak/pine salmon/trout sand/clay wheat/barley "
    "cattle/sheep copper/zinc nitrogen/phosphorus Berlin/Bremen Finnmark/Nordland Harju/Tartu"
)

# Papers that come with a study, by language: what is written before the title or after it.
COMPANIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "economic": {
        "en": (": a cost-effectiveness analysis", ": an economic evaluation", ": cost-utility analysis"),
        "nordic": (
            ": en kostnadseffektivitetsanalyse",
            ": en hälsoekonomisk utvärdering",
            ": en sundhedsøkonomisk evaluering",
        ),
        "de": (": eine Kosten-Effektivitäts-Analyse", ": eine gesundheitsökonomische Evaluation"),
    },
    "design": {
        "en": (
            "Rationale and design of ",
            ": rationale and design",
            ": design and methods",
            "Design and rationale of ",
        ),
        "nordic": (": bakgrunn og design", ": bakgrund och design", ": baggrund og design"),
        "de": (": Rationale und Design", ": Studiendesign und Methoden"),
    },
    "protocol": {
        "en": (": study protocol", ": protocol for a randomised controlled trial", ": a protocol"),
        "nordic": (": studieprotokoll", ": protokoll for en randomisert studie", ": en studieprotokol"),
        "de": (": Studienprotokoll", ": ein Studienprotokoll"),
    },
    "follow-up": {
        "en": (": a five-year follow-up", ": long-term follow-up", ": a follow-up study"),
        "nordic": (": en oppfølgingsstudie", ": en uppföljningsstudie", ": fem års opfølgning"),
        "de": (": eine Nachuntersuchung", ": Fünf-Jahres-Ergebnisse"),
    },
    "pilot": {
        "en": (": a pilot study", ": a feasibility study", "A pilot study of "),
        "nordic": (": en pilotstudie", ": en pilotundersøgelse", ": en forstudie"),
        "de": (": eine Pilotstudie", ": eine Machbarkeitsstudie"),
    },
    "qualitative": {
        "en": (": a nested qualitative study", ": a process evaluation", ": participants' experiences"),
        "nordic": (": en kvalitativ delstudie", ": en prosessevaluering", ": deltagernes erfaringer"),
        "de": (": eine qualitative Begleitstudie", ": eine Prozessevaluation"),
    },
    "secondary": {
        "en": (": a secondary analysis", ": a post hoc analysis", ": a subgroup analysis"),
        "nordic": (": en sekundæranalyse", ": en sekundäranalys"),
        "de": (": eine Sekundäranalyse", ": eine Subgruppenanalyse"),
    },
    "baseline": {
        "en": (": baseline characteristics", ": recruitment and baseline data"),
        "nordic": (": utgangspunkt og deltakere", ": baslinjedata"),
        "de": (": Ausgangsdaten der Teilnehmer",),
    },
    "analysis plan": {
        "en": (": statistical analysis plan", "Statistical analysis plan for "),
        "nordic": (": statistisk analyseplan",),
        "de": (": statistischer Analyseplan",),
    },
}

# Titles that stand over many reports.
GENERIC = (
    "Introduction",
    "Editorial",
    "Book review",
    "News",
    "Preface",
    "Letter to the editor",
    "Discussion",
    "Conclusion",
    "In this issue",
    "Foreword",
    "From the editor",
    "Conference report",
    "Abstracts",
    "Innledning",
    "Forord",
    "Leder",
    "Inledning",
    "Einleitung",
    "Vorwort",
    "Editorial comment",
    "President's message",
    "Obituary",
)
BOOKS = (
    "Reablement for older people",
    "Dementia in rural areas",
    "Handbook of home care",
    "Nursing in the north",
    "Methods of evaluation",
    "Care and technology",
    "Health services in transition",
    "Families and illness",
    "Rehabilitation after stroke",
    "Perspectives on ageing",
    "Ethics of everyday care",
    "Public health and inequality",
)
OTHER_JOURNALS = (
    "Nordic Journal of Care",
    "Annals of Applied Health",
    "Tidsskrift for omsorg",
    "European Archives of Practice",
    "International Review of Services",
    "Open Health Letters",
    "Vårdforskning",
    "Zeitschrift für Versorgung",
    "Quarterly of Medicine and Society",
    "Acta Rehabilitationis",
)
# Places and words with Nordic letters, to be written in other ways.
NORDIC_WORDS = (
    "in Tromsø",
    "in Malmö and Århus",
    "på Ålesund sjukehus",
    "in Jämtland",
    "in Sør-Trøndelag",
    "på Sjælland",
    "in Västerås",
    "i Bodø",
    "in Gävle",
    "in Ærø",
)
GREEK_WORDS = (
    ("TNF-α", "TNF-alpha"),
    ("interferon-γ", "interferon gamma"),
    ("β-blockers", "beta-blockers"),
    ("TGF-β", "TGF-beta"),
    ("α-synuclein", "alpha-synuclein"),
    ("κ-light chains", "kappa light chains"),
    ("μ-opioid receptors", "mu-opioid receptors"),
    ("Δ9-THC", "delta-9-THC"),
)
HYPHENS = pairs(
    "e-health/ehealth follow-up/followup non-small-cell/nonsmall_cell health-care/healthcare self-care/self_care "
    "well-being/wellbeing long-term/long_term co-morbidity/comorbidity day-care/daycare "
    "decision-making/decision_making "
    "anti-inflammatory/antiinflammatory x-ray/x_ray post-operative/postoperative meta-analysis/metaanalysis"
)
BRITISH = pairs(
    "randomised/randomized paediatric/pediatric oedema/edema anaemia/anemia behaviour/behavior centre/center "
    "haemorrhage/hemorrhage tumour/tumor ageing/aging labour/labor organisation/organization diarrhoea/diarrhea "
    "oesophageal/esophageal leukaemia/leukemia orthopaedic/orthopedic programme/program counselling/counseling"
)
ABBREVIATED = pairs(
    "British_Medical_Journal/BMJ Journal_of_the_American_Medical_Association/JAMA "
    "New_England_Journal_of_Medicine/N_Engl_J_Med Proceedings_of_the_National_Academy_of_Sciences/PNAS "
    "American_Journal_of_Roentgenology/AJR Journal_of_Clinical_Oncology/JCO Journal_of_Advanced_Nursing/JAN "
    "Tidsskrift_for_Den_norske_legeforening/Tidsskr_Nor_Legeforen "
    "American_Journal_of_Public_Health/AJPH Deutsche_medizinische_Wochenschrift/Dtsch_Med_Wochenschr"
)
GROUPS = (
    "HOMECARE Study Group",
    "NORCARE Collaborators",
    "The STEPS Investigators",
    "Nordic Trial Network",
    "ARCTIC Consortium",
    "Working Group on Home Care",
)
