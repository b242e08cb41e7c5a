onrecord_search("manifest",[1,8,[["briefs",1,8],["actors",1,32],["issues",1,32]],"b3bd5626bfe1"]);
