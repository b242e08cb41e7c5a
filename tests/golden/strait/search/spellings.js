onrecord_search("spellings",[
"answer closes courier court gulf herald kessa made madiq mediate offers ostravia qasira reopens sawt says strait tells velmar what will",
"commission diplomats fishers informed kresh league marl ostravia ostravian president qasira salem source strait velmar wahi الواحي اوسترافيا سالم فيلمار قصيره كريش مصدر مطلع",
"between closure court kessa ostravia seas strait talks velmar"
]);
