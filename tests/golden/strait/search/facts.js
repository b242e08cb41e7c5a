onrecord_search("facts",[
[["Gulf Herald (made up)","Ostravia Courier (made up)","Sawt al-Madiq (made up)"],"$y^9!#TBacbç0 $y^?!$TBbøÊ0 $y^j!!TBc $y^3!!TBldkmfÉv120"],
[[""],"!!!'!!TP !!!'!!TU !!!'!!TG !!!'!!TU !!!'!!TP !!!'!!TS !!!'!!TS !!!'!!TP !!!'!!TO !!!'!!TS"],
[[""],"!!!'!!TI !!!'!!TI !!!'!!TI"]
]);
