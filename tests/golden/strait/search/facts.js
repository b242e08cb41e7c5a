onrecord_search("facts",[
[["Gulf Herald (made up)","Ostravia Courier (made up)","Sawt al-Madiq (made up)"],"}T)!#TBacbh0 }T+!$TBbjk0 }T9!!TBc }T'!!TBldkmfjg120"],
[[""],"!!#!!TP !!#!!TU !!#!!TG !!#!!TU !!#!!TP !!#!!TS !!#!!TS !!#!!TP !!#!!TO !!#!!TS"],
[[""],"!!#!!TI !!#!!TI !!#!!TI"]
]);
