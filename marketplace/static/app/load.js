(function(n,k){
if(!n)return
n.onmessage=function(e){k.hidden=!e.data.waits}
n.register("/sw.js").then(function(){return n.ready}).then(function(r){
r.active.postMessage({shell:k.href,seat:+k.dataset.seat})
}).catch(function(){})
})(navigator.serviceWorker,document.getElementById("kept"))
