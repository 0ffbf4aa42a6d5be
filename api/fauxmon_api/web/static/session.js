// A page whose session is over leads to the login: the server (login/guard.py) closes its connection, or refuses to take
// it up again.
window.addEventListener("load", () => {
  const follow = (why) => {
    if (why?.context?.code === 1008 || why?.description === 401) location.reload();
  };
  window.socket.on("disconnect", (_reason, details) => follow(details));
  window.socket.on("connect_error", follow);
});
