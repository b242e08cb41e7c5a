onrecord_search("issues-0-0",[
["closure","Closure of the Strait of Kessa","",[0,["Velmar may close the Strait of Kessa to ships of Ostravia.",1]]],
["court","The Court of Seas","",[0,[""]]],
["talks","Talks between Velmar and Ostravia","",[0,["Velmar and Ostravia should talk now.",1]]]
]);
