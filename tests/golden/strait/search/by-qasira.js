onrecord_search("by-qasira",["Qasira","state","",[]]);
