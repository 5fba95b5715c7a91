// English names of regions by ISO 3166-2 code: `CODE name, other name; CODE name`. Found in DB-IP city (June 2026).
//
// No package fits: those with today's ISO codes name regions in ISO's own romanisation ("Adygeya, Respublika"), those
// with English names carry wrong or withdrawn codes (RU-KLN, KZ-ALA). Codes were checked against iso-3166 4.4.0.
// Spelling: lower case, no accents; "oblast", "republic" and the like are named only where they tell two regions apart.

export const REGION_NAMES: Readonly<Record<string, string>> = {
  RU: `AD adygeya, adygea; AL altai, gorno altay; ALT altay kray, altai krai, altay krai, altai kray; AMU amur;
    ARK arkhangelsk, arkhangelskaya; AST astrakhan; BA bashkortostan; BEL belgorod; BRY bryansk;
    BU buryatiya, buryatia; CE chechnya, chechen; CHE chelyabinsk; CHU chukotka; CU chuvash, chuvashia;
    DA dagestan; IN ingushetiya, ingushetia; IRK irkutsk; IVA ivanovo; KAM kamchatka;
    KB kabardino balkariya, kabardino balkaria, kabardino balkar; KC karachayevo cherkesiya, karachay cherkessia,
    karachay cherkess; KDA krasnodar, krasnodarskiy; KEM kemerovo, kuzbass; KGD kaliningrad; KGN kurgan;
    KHA khabarovsk; KHM khanty mansia, khanty mansi, khanty mansi yugra; KIR kirov; KK khakasiya, khakassia;
    KL kalmykiya, kalmykia; KLU kaluga; KO komi; KOS kostroma; KR karelia, kareliya; KRS kursk;
    KYA krasnoyarsk, krasnoyarskiy; LEN leningrad, leningradskaya; LIP lipetsk; MAG magadan; ME mariy el, mari el;
    MO mordoviya, mordovia; MOS moscow oblast, moscow region, moskovskaya; MOW moscow, moskva; MUR murmansk;
    NEN nenets, nenetskiy; NGR novgorod; NIZ nizhny novgorod, nizhegorod; NVS novosibirsk; OMS omsk; ORE orenburg;
    ORL oryol, orel; PER perm; PNZ penza; PRI primorye, primorsky, primorskiy, primorskiy maritime; PSK pskov;
    ROS rostov; RYA ryazan; SA sakha, sakha yakutia, yakutia; SAK sakhalin; SAM samara; SAR saratov, saratovskaya;
    SE north ossetia, north ossetia alania; SMO smolensk, smolenskaya; SPE st petersburg, saint petersburg;
    STA stavropol; SVE sverdlovsk; TA tatarstan; TAM tambov; TOM tomsk; TUL tula; TVE tver; TY tyva, tuva;
    TYU tyumen; UD udmurtiya, udmurtia, udmurt; ULY ulyanovsk; VGG volgograd; VLA vladimir; VLG vologda;
    VOR voronezh, voronezj; YAN yamalo nenets; YAR yaroslavl, jaroslavl; YEV jewish, jewish autonomous, birobidzhan;
    ZAB transbaikal, zabaykalskiy, zabaykalskiy transbaikal, zabaykalsky`,
  UA: `05 vinnytsia, vinnytsya, vinnitsa; 07 volyn; 09 luhansk; 12 dnipropetrovsk; 14 donetsk; 18 zhytomyr;
    21 zakarpattia, transcarpathia; 23 zaporizhzhia, zaporizhzhya, zaporizhia; 26 ivano frankivsk;
    30 kyiv city, kiev city; 32 kyiv, kiev; 35 kirovohrad; 40 sevastopol, sebastopol; 43 crimea; 46 lviv;
    48 mykolaiv, mykolayiv; 51 odesa, odessa; 53 poltava; 56 rivne; 59 sumy; 61 ternopil;
    63 kharkiv, kharkivska; 65 kherson; 68 khmelnytskyi, khmelnytskyy; 71 cherkasy; 74 chernihiv; 77 chernivtsi`,
  BY: `BR brest; HM minsk city; HO homyel, gomel, homiel; HR grodnenskaya, grodno, hrodna;
    MA mogilev, mahilyow; MI minsk; VI vitebsk, vitsyebsk`,
  KZ: `10 abai, abay; 11 aqmola, akmola; 15 aktobe, aqtobe, aktyubinskaya; 19 almaty oblysy, almaty region;
    23 atyrau; 27 west kazakhstan, batys qazaqstan; 31 zhambyl, jambyl; 33 jetisu, zhetysu;
    35 karaganda, qaraghandy; 39 kostanay, qostanay; 43 kyzylorda, qyzylorda; 47 mangghystau, mangystau;
    55 pavlodar; 59 north kazakhstan, soltustik qazaqstan; 61 turkistan; 62 ulytau;
    63 east kazakhstan, shyghys qazaqstan; 71 astana, nur sultan; 75 almaty; 79 shymkent`,
  UZ: `AN andijan, andijon; BU bukhara, buxoro; FA fergana, fargona; JI jizzakh, jizzax; NG namangan;
    NW navoiy, navoi; QA qashqadaryo; QR karakalpakstan; SA samarqand, samarkand; SI sirdaryo; SU surxondaryo;
    TK tashkent, toshkent shahri; TO tashkent region, toshkent; XO xorazm, khorezm`,
  KG: `B batken; C chuy; GB bishkek; GO osh; J jalal abad; N naryn; O osh region, osh oblasty; T talas;
    Y issyk kul, ysyk kol`,
  AM: `AG aragatsotn; AR ararat; AV armavir; ER yerevan; GR gegharkunik; KT kotayk; LO lori; SH shirak; SU syunik;
    TV tavush; VD vayots dzor`,
  GE: `AB abkhazia; AJ adjara, achara; GU guria; IM imereti; KA kakheti; KK kvemo kartli; MM mtskheta mtianeti;
    RL racha lechkhumi kvemo svaneti; SJ samtskhe javakheti; SK shida kartli; SZ samegrelo zemo svaneti;
    TB tbilisi`,
  US: `AK alaska; AL alabama; AR arkansas; AZ arizona; CA california; CO colorado; CT connecticut;
    DC columbia; DE delaware; FL florida; GA georgia; HI hawaii; IA iowa; ID idaho; IL illinois; IN indiana;
    KS kansas; KY kentucky; LA louisiana; MA massachusetts; MD maryland; ME maine; MI michigan; MN minnesota;
    MO missouri; MS mississippi; MT montana; NC north carolina; ND north dakota; NE nebraska; NH new hampshire;
    NJ new jersey; NM new mexico; NV nevada; NY new york; OH ohio; OK oklahoma; OR oregon; PA pennsylvania;
    RI rhode island; SC south carolina; SD south dakota; TN tennessee; TX texas; UT utah; VA virginia;
    VT vermont; WA washington; WI wisconsin; WV west virginia; WY wyoming`,
  CA: `AB alberta; BC british columbia; MB manitoba; NB new brunswick; NL newfoundland labrador; NS nova scotia;
    NT northwest territories; NU nunavut; ON ontario; PE prince edward island; QC quebec; SK saskatchewan; YT yukon`,
  DE: `BB brandenburg; BE berlin; BW baden wurttemberg; BY bavaria, bayern; HB bremen, hanseatic bremen;
    HE hesse, hessen; HH hamburg, hanseatic hamburg; MV mecklenburg vorpommern; NI lower saxony, niedersachsen;
    NW north rhine westphalia, nordrhein westfalen; RP rheinland pfalz, rhineland palatinate; SH schleswig holstein;
    SL saarland; SN saxony, sachsen; ST saxony anhalt, sachsen anhalt; TH thuringia, thuringen`,
  GB: 'ENG england; NIR northern ireland; SCT scotland; WLS wales',
  PL: `02 lower silesia, dolnoslaskie; 04 kujawsko pomorskie, kuyavia pomerania; 06 lublin; 08 lubusz; 10 lodz;
    12 lesser poland; 14 mazovia; 16 opole; 18 subcarpathia, subcarpathian; 20 podlasie; 22 pomerania; 24 silesia;
    26 swietokrzyskie; 28 warmia masuria; 30 greater poland; 32 west pomerania`,
  FR: `20R corsica; ARA auvergne rhone alpes, rhone alpes; BFC bourgogne franche comte, bourgogne; BRE brittany; CVL centre val de loire;
    GES grand est; HDF hauts de france; IDF ile de france; NAQ new aquitaine, nouvelle aquitaine; NOR normandy;
    OCC occitanie; PAC provence alpes cote dazur, provence; PDL pays de la loire`,
  ES: `AN andalusia; AR aragon; AS asturias; CB cantabria; CE ceuta; CL castille leon, castile leon;
    CM castille la mancha, castilla la mancha; CN canary islands; CT catalonia; EX extremadura; GA galicia;
    IB balearic islands; MC murcia; MD madrid; ML melilla; NC navarre; PV basque country; RI la rioja; VC valencia`,
  IT: `21 piedmont; 23 aosta valley; 25 lombardy; 32 trentino alto adige; 34 veneto; 36 friuli venezia giulia;
    42 liguria; 45 emilia romagna; 52 tuscany; 55 umbria; 57 marches; 62 lazio; 65 abruzzo; 67 molise;
    72 campania; 75 apulia; 77 basilicate, basilicata; 78 calabria; 82 sicily; 88 sardinia`,
};
