onrecord_search("actors-0-0",[
["ana-kresh","Ana Kresh","",[0,[""]]],
["diplomats","Two diplomats","",[0,["The article says that they “asked not to be named”, and not for which state they work."]]],
["fishers-league","Fishers' League of Velmar","",[0,[""]]],
["informed-source","An informed source","",[0,["The article calls the source مصدر مطلع (an informed source) and says nothing else of it."]]],
["jon-marl","Jon Marl","",[0,[""]]],
["ostravia","Ostravia","",[0,[""]]],
["qasira","Qasira","",[0,[""]]],
["salem-al-wahi","Salem al-Wahi","",[0,[""]]],
["strait-commission","Strait Commission","",[0,[""]]],
["velmar","Velmar","",[0,["A made-up state on the north side of the made-up Strait of Kessa."]]]
]);
