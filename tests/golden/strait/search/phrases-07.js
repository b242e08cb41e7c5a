onrecord_search("phrases-07",[
" a_made|+UBT3P* a_number|mC and_nowhere|OJ* and_said|gH answers|JQ?E are_counted|T+- are_shared|cI1 article|V'8RF be_open|k* boats_of|f- by_quota|cK1 case|U-1 closure|O8P-Y(LQ(O*P3O*26OF<,,O5 closure_of|O8P-Y(LQ(O*P3O*P?O%O5 end_of|Y*6 goes_to|2 gulf|]FR& her_or|mF host|V- informed|W&QN its_record|lC keeps|R/ noon|^? of_velmar|EP4O>O6;O;QAS;,BQ+H5QM-/; on_may|l?8 orrin_and|g35 ostravia_from|c!VK parliament|P- quota|cL1W/5 ready|W?3 salem|VIO3OD sea|PN1 shared_by|cJ1 state_on|`9PH tests|0UBT3P* the_plan|hM, the_votes|T)- to_anyone|R8E to_mediate|UIK to_the|3OFP; unnamed|`LVB will_not|d! الطرفين|WJ مستعدون|WH مصدر|[) نهايه|Y4",
" a_made|SE and_not|O$ article|HO65 be_named|O! informed|P)/3 of_velmar|+O-& salem|R>2 says_that|I state_on|SH. unnamed|O- which_state|O' مصدر|P,)",
" closure|!C closure_of|!"
]);
