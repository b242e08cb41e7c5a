onrecord_search("on-court",["The Court of Seas",[["jon-marl","Jon Marl"]]]);
