onrecord_search("manifest",[1,[["briefs",1,8],["actors",1,32],["issues",1,32]],"45b7d1d403cc"]);
