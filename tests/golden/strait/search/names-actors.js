onrecord_search("names-actors",[
[["ana-kresh","Ana Kresh"],["diplomats","Two diplomats"],["fishers-league","Fishers' League of Velmar"],["informed-source","An informed source"],["jon-marl","Jon Marl"],["ostravia","Ostravia"],["qasira","Qasira"],["salem-al-wahi","Salem al-Wahi"],["strait-commission","Strait Commission"],["velmar","Velmar"]]
]);
