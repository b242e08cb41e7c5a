onrecord_search("phrases-04",[
" a_link|`0 again|];[C ana|O$S9P4PDPLNPCQ(GS,PJ anyone|R9E are_ready|X# armed|S' boats|f- but_she|mM calm_a|`' closes_the|_3/O? code|`, court_and|OI* does_ana|m> first_is|R> hears|m( in_court|%GK* isn|Q3 it_would|U9e4 its_own|Q%1 made|,O%T>O-S'7OAP3 mean|mA not_say|U6 number_from|mD ostravia_will|OE ours_will|S$ parliament_in|P- ports|R12 promises|; reporters_in|d: ruling|h! says_what|_7 seas_and|7 states|[KV0 strait_be|k) strait_to|b? strait_who|_5 t|Q.' talk_to|S. that_isn|Q2 that_our|R@ the_article|V=RF the_closure|g*6P4, the_court|4MO)S&Y>S&=2 the_door|T$+ three|: too|U.1 treaty_of|g15 two|X(V7UC velmar_and|OAR$NP;O)O5O/SLP<W/ which_quota|m< words_and|`. would_stay|e2O& ارسلت_الي|]& الشهر|Y5 ان_رد|Z? ستدرس|Y1 شروط|WL متوقع|ZB مطلع|[* نحن|WG",
" ana|!/ article_says|H made|SF* the_article|GO65 two|B مطلع|P-)",
" made|A the_court|O% velmar_and|O7% whether_the|5"
]);
