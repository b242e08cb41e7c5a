onrecord_search("names-actors",[
[["ana-kresh","Ana Kresh","kresh ana"],["diplomats","Two diplomats"],["fishers-league","Fishers' League of Velmar"],["informed-source","An informed source"],["jon-marl","Jon Marl","marl jon"],["ostravia","Ostravia"],["qasira","Qasira"],["salem-al-wahi","Salem al-Wahi","wahi salem al-"],["strait-commission","Strait Commission"],["velmar","Velmar"]]
]);
