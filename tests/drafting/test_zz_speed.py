import time, gzip
import sqlalchemy as sa
from sqlalchemy import event
from ideell.extensions import db
from ideell.writing import talking
from tests.drafting.builders import *
import cProfile, pstats
def count(browser, act):
    found=[]
    def note(conn, cur, stmt, *a): found.append(stmt)
    event.listen(db.engine,"before_cursor_execute",note)
    try: act()
    finally: event.remove(db.engine,"before_cursor_execute",note)
    return found
def fill(world, n):
    text="\n\n".join(f"Stycke nummer {i} handlar om folkbildning och mötesplatser i kommun {i}. Vi anser att staten bör ta ett större ansvar här. Bidraget bör räknas upp varje år." for i in range(n))
    a=make_answer(world,text=text)
    return a
def say(world,a,step):
    for i,b in enumerate(a.blocks[::step]):
        make_suggestion(world,b,b.text.replace("större","samlat"))
        if i%2: make_suggestion(world,b,b.text.replace("större","tydligt"),who="nora")
        talking.comment(a.section.text,"En kommentar om detta.",by=world.actor("nora"),block=b)
        talking.comment(a.section.text,"Ett svar.",by=world.actor("anna"),block=b)
    db.session.commit()
def measure(as_,world,a,label):
    br=as_(world.birgitta)
    c=br.client
    def get(): 
        db.session.rollback()
        with c.application.app_context(): return c.get(a.section.url,headers={"Host":"localhost"})
    get(); s=count(br,get)
    t=time.process_time(); 
    for _ in range(5): r=get()
    ms=(time.process_time()-t)/5*1000
    print(label,"section page",len(s),"statements",round(ms,1),"ms", len(r.data), len(gzip.compress(r.data)))
    return s
def test_speed(as_,world):
    a=fill(world,20); say(world,a,2); s1=measure(as_,world,a,"20"); 
    db.session.expire_all()
def test_speed200(as_,world):
    a=fill(world,200); say(world,a,2); s=measure(as_,world,a,"200"); 
    for x in s: print("   ",x.replace("\n"," ")[:110])
    br=as_(world.birgitta); c=br.client
    pr=cProfile.Profile()
    with c.application.app_context():
        pr.enable(); c.get(a.section.url,headers={"Host":"localhost"}); pr.disable()
    pstats.Stats(pr).sort_stats("cumulative").print_stats(45)
    sugg=db.session.scalars(sa.select(Suggestion).where(Suggestion.state=="open").order_by(Suggestion.id)).all()
    one=sugg[0].id; two=sugg[1].id
    hx=as_(world.birgitta,htmx=True); token=hx.token()
    t=time.process_time()
    s=count(hx,lambda: hx._open("POST",f"/forslag/{one}/antagande",data={"csrf_token":token,"once":"x1","vald":str(one)},headers=hx._headers()))
    print("accept (fragment)",len(s),round((time.process_time()-t)*1000,1),"ms")
    for x in s: print("   ",x.replace("\n"," ")[:130])
    pl=as_(world.birgitta); token=pl.token()
    s=count(pl,lambda: pl._open("POST",f"/forslag/{two}/antagande",data={"csrf_token":token,"once":"x2"},headers=pl._headers()))
    print("accept (plain)",len(s))
    b=a.blocks[7]
    s=count(hx,lambda: hx._open("POST",f"/stycken/{b.id}/kommentarer",data={"csrf_token":hx.token(),"once":"x3","body":"Hej"},headers=hx._headers()))
    print("comment",len(s))
    for x in s: print("   ",x.replace("\n"," ")[:130])
    r=a.response.id; c=a.consultation.id
    for path in (f"/svar/{r}/hela",f"/svar/{r}/forslag?avsnitt=1",f"/remisser/{c}"):
        s=count(pl,lambda: pl._open("GET",path,headers=pl._headers()))
        t=time.process_time(); pl._open("GET",path,headers=pl._headers()); print(path,len(s),round((time.process_time()-t)*1000,1),"ms")
