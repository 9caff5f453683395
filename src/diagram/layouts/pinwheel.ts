export const places = '{"size":[0,0],"boxes":[],"starts":[],"routes":[]}';
