// A link of another site led here, and the browser held our cookie back (SameSite=Strict).
// Asked for once more by this page itself, it sends it. The part behind # is kept.
location.replace(`/?again${location.hash}`);
