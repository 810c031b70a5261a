(function(d){
function give(f,b,n){
try{var t=new DataTransfer();t.items.add(new File([b],n,{type:b.type}));f.files=t.files;return 1}catch(e){return 0}
}
function shrink(f){
f.addEventListener("change",function(){
var p=f.files[0];
if(!p||!window.createImageBitmap||!/^image\//.test(p.type)||p.size<150000)return;
createImageBitmap(p,{imageOrientation:"from-image"}).then(function(i){
var k=Math.min(1,1280/Math.max(i.width,i.height)),c=d.createElement("canvas");
c.width=i.width*k;c.height=i.height*k;
c.getContext("2d").drawImage(i,0,0,c.width,c.height);
c.toBlob(function(b){if(b&&b.size<p.size)give(f,b,"photo.jpg")},"image/jpeg",.75)
},function(){})
})
}
function record(f){
var b=d.createElement("button"),r,s,w=f.getAttribute("data-record").split("|"),l=d.querySelector("label.card");
if(!navigator.mediaDevices||!window.MediaRecorder)return;
b.type="button";b.className=l?l.className:f.getAttribute("data-look")||"";
if(l){b.innerHTML=l.innerHTML;l.className="vh"}else b.appendChild(d.createTextNode(w[0]));
b.setAttribute("aria-live","polite");
function say(t){(b.lastChild.firstChild||b.lastChild).nodeValue=t}
function stop(){clearTimeout(s);if(r&&r.state==="recording")r.stop()}
b.onclick=function(){
if(r&&r.state==="recording")return stop();
navigator.mediaDevices.getUserMedia({audio:true}).then(function(m){
var a=[];
r=new MediaRecorder(m,{audioBitsPerSecond:24000});
r.ondataavailable=function(e){a.push(e.data)};
r.onstop=function(){
m.getTracks().forEach(function(t){t.stop()});
say(give(f,new Blob(a,{type:r.mimeType}),"voice.webm")?w[2]:w[0])
};
r.start();say(w[1]);s=setTimeout(stop,19500)
},function(){say(w[0])})
};
f.parentNode.insertBefore(b,f)
}
var i,all=d.querySelectorAll("input[type=file]");
for(i=0;i<all.length;i++)(all[i].hasAttribute("data-record")?record:shrink)(all[i])
})(document);
