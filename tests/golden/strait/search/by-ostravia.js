onrecord_search("by-ostravia",["Ostravia","state","",[]]);
