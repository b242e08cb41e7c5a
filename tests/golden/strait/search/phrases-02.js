onrecord_search("phrases-02",[
" 20_may|k> a_second|`( asks_for|`% before_the|Y(6W'0 closure_is|g+ did_not|U5 diplomats|`KBU8,#* fishing|f, flag_from|^= for_calm|`& from_noon|^> grounds|cH1 hear_the|U+1 if_the|d) in_port|d; it_supports|j# may_9|l@8 ministry|mJ mira|a, name|VARF north|`<PH nowhere|OK* on_an|V% one_of|i& other|e, plan_may|hN, preconditions|WE4 publish_on|l> quota_does|m= receive_the|X& record_of|lD reopens|]/3 sawt|W) sea_that|PN1 side_and|m# state|`9PH study|Y%6 study_the|Y%6 talk_about|d3 that_his|gJ that_we|S+ the_grounds|cG1 there|c> to_ships|_FPH-P*T%> tolland|a- wahi|VKO3OD we_can|d1 we_will|!OMaN within|Z;3 ارسلت|]& الدعوه|Y2PA العاصمتين|]( الواحي|X3# دون|WK",
" diplomats|C#5$ name|PG north|SK. not_to|M nothing|P; state|O(RA. that_they|J wahi|R@2 الواحي|RC#",
" to_ships|0 to_whom|< velmar_may|)"
]);
