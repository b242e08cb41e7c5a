onrecord_search("on-talks",["Talks between Velmar and Ostravia",[["salem-al-wahi","Salem al-Wahi"],["ana-kresh","Ana Kresh"],["informed-source","An informed source"],["jon-marl","Jon Marl"]]]);
