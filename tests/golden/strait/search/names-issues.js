onrecord_search("names-issues",[
[["closure","Closure of the Strait of Kessa"],["court","The Court of Seas"],["talks","Talks between Velmar and Ostravia"]]
]);
