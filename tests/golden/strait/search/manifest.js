onrecord_search("manifest",[1,[["briefs",1,8],["actors",1,32],["issues",1,32]],"b20dad23c5d2"]);
