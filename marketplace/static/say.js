(function(d,on){
d.onclick=function(e){
var a=e.target.closest(".ear"),s=on,p
if(!a||!window.Audio)return
e.preventDefault()
if(s)s.pause()
on=0
if(s&&s.by===a&&!s.ended)return
on=s=new Audio
s.by=a
s.onerror=function(){if(on===s&&navigator.onLine)location=a.href}
s.src=s.canPlayType("audio/ogg;codecs=opus")?a.href.replace(/mp3$/,"ogg"):a.href
p=s.play()
if(p)p.catch(function(){})
}
})(document)
