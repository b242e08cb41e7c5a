onrecord_search("phrases-01",[
" 2031|k@ 9|lA8 all|e+ answer_in|$OD* asks|`% called_the|g> change|i$, commission_did|U4 counted|T,- court|&0866*8S&Y>S&=2 diplomats_said|i) everything|d5 it_hears|m' it_will|b; jon|NO1(O#(OE(ZJS#(O5( keeps_its|R/ kresh|O%S9P4PDPLNPCQ(GS,PJ letters|S4 link|`1 mediate|UJK midnight|c$VK named|n! no|R4;^AX0 not_its|Q$ of_orrin|g25 of_qasira|V2P. open|R23WDF)T;.D0R@ president_of|?P!O,OKYMT(O: record|lD reporters|d: rule_on|g: ship_and|R5 ships_of|RGYNPH-P*T%> sides_say|_K source|V;:QN- still|i#, strong|`- that_the|V<R+< the_ostravian|f1 the_two|X' to_receive|W@3 until|T(- until_the|T(- votes|T*- what_will|l9 who_says|_6 will_answer|#OD* will_study|Y$6 would_hear|U:e4",
" asked|L jon|Q+(+ kresh|#/ named|O# of_qasira|RJ president_of|Q6 source|P**&** that_the|PB the_source|P2 مطلع_an|P5",
" closed|: court|O&' is_made|@ ships_of|1"
]);
