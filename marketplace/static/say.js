(function(d){
var on;
d.addEventListener("click",function(e){
var a=e.target,s;
while(a&&a!==d&&a.getAttribute("class")!=="ear")a=a.parentNode;
if(!a||a===d||!window.Audio)return;
e.preventDefault();
if(on){on.pause();s=on.by===a&&!on.ended;on=0;if(s)return}
s=on=new Audio();s.by=a;
s.onerror=function(){if(on===s&&navigator.onLine)location.href=a.href};
s.src=s.canPlayType("audio/ogg; codecs=opus")==="probably"?a.href.replace(/mp3$/,"ogg"):a.href;
s=s.play();
if(s&&s["catch"])s["catch"](function(){})
})
})(document);
