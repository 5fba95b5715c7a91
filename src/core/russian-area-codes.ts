// Russia's geographic area codes (the first three digits after +7) and the regions (ISO 3166-2) they are used in.
//
// Written from Russia's numbering plan (codes ABC; ITU-T Operational Bulletin, "Russian Federation"); names were checked
// against the geocoding data of Google's libphonenumber, which names cities and no ISO codes. A code shared by a city and
// the region around it names both. Left out: codes of territories that GeoIP databases place in different countries.

/** `REGION code code ...`; a region's part after `RU-`. */
const CODES = `
  AD 877; AL 388; ALT 385; AMU 416; ARK 818; AST 851; BA 347; BEL 472; BRY 483; BU 301; CE 871; CHE 351; CHU 427;
  CU 835; DA 872; IN 873; IRK 395; IVA 493; KAM 415; KB 866; KC 878; KDA 861 862; KEM 384; KGD 401; KGN 352; KHA 421;
  KHM 346; KIR 833; KK 390; KL 847; KLU 484; KO 821; KOS 494; KR 814; KRS 471; KYA 391; LEN 813 812; LIP 474; MAG 413;
  ME 836; MO 834; MOS 496 498 495 499; MOW 495 499 498; MUR 815; NEN 818; NGR 816; NIZ 831; NVS 383; OMS 381; ORE 353;
  ORL 486; PER 342; PNZ 841; PRI 423; PSK 811; ROS 863; RYA 491; SA 411; SAK 424; SAM 846 848; SAR 845; SE 867;
  SMO 481; SPE 812; STA 865 879; SVE 343; TA 843 855; TAM 475; TOM 382; TUL 487; TVE 482; TY 394; TYU 345; UD 341;
  ULY 842; VGG 844; VLA 492; VLG 817 820; VOR 473; YAN 349; YAR 485; YEV 426; ZAB 302`;

/** Regions by area code: `495` to `['RU-MOS', 'RU-MOW']`. */
export const RUSSIAN_AREA_CODES: ReadonlyMap<string, readonly string[]> = byCode();

function byCode(): Map<string, string[]> {
  const regions = new Map<string, string[]>();
  for (const entry of CODES.split(';')) {
    const [region = '', ...codes] = entry.trim().split(/\s+/);
    for (const code of codes) regions.set(code, [...(regions.get(code) ?? []), `RU-${region}`]);
  }
  return regions;
}
