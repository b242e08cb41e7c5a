onrecord_search("by-strait-commission",["Strait Commission","organisation","Commission of seven members",[]]);
